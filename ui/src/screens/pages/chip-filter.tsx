import { formatNumber } from '../../i18n/index.ts'
import type { Tone } from '../../kit/chip.tsx'

export interface CountedKind<Id extends string> {
  readonly id: Id
  readonly text: string
  readonly tone: Tone
  readonly count: number
}

interface ChipFilterProps<Id extends string> {
  readonly label: string
  readonly kinds: readonly CountedKind<Id>[]
  readonly chosen: Id | undefined
  readonly onChoose: (id: Id | undefined) => void
}

/** How many there are of each kind; one that is pressed shows only those. */
export function ChipFilter<Id extends string>({ label, kinds, chosen, onChoose }: ChipFilterProps<Id>) {
  return (
    <div className="chips" role="group" aria-label={label}>
      {kinds.map(({ id, text, tone, count }) => (
        <button
          key={id}
          type="button"
          className={`chip chip-${tone} chip-button`}
          aria-pressed={id === chosen}
          onClick={() => onChoose(id === chosen ? undefined : id)}
        >
          {text} <strong>{formatNumber(count)}</strong>
        </button>
      ))}
    </div>
  )
}
