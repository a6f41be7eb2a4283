import { useId, useState } from 'react'
import { t } from '../../../i18n/index.ts'
import { Failure } from '../../../kit/states.tsx'
import { TextField } from '../../../kit/text-field.tsx'
import { Tick } from '../../../kit/tick.tsx'
import {
  addressesIn,
  EMPTY,
  MOST_ADDRESSES,
  readSync,
  type StartProblem,
  type TypedSync,
} from './start-input.ts'
import { useStartSync } from './use-start.ts'

// What somebody has pasted is there again when they come back from the try.
let kept = EMPTY

/** Asks which pages are meant. To try it is the first choice: that writes nothing. */
export function StartForm() {
  const [typed, setTyped] = useState(kept)
  const [problems, setProblems] = useState<readonly StartProblem[]>([])
  const { start, isPending, error } = useStartSync()
  const set = (part: Partial<TypedSync>): void => {
    kept = { ...typed, ...part }
    setTyped(kept)
    // What is being mended is not wrong any more, as far as anybody knows.
    setProblems(problems.filter(({ field }) => !(field in part)))
  }
  const submit = (form: HTMLFormElement, dryRun: boolean): void => {
    const read = readSync(typed)
    setProblems('problems' in read ? read.problems : [])
    if ('request' in read) start(read.request, dryRun)
    else requestAnimationFrame(() => form.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus())
  }
  return (
    <form
      className="card stack narrow"
      noValidate
      aria-label={t('pages.start')}
      onSubmit={(event) => {
        event.preventDefault()
        const { submitter } = event.nativeEvent
        submit(event.currentTarget, submitter?.dataset['really'] === undefined)
      }}
    >
      <Fields typed={typed} problems={problems} set={set} />
      {error && <Failure error={error} />}
      <div className="row">
        <button type="submit" className="primary" disabled={isPending}>
          {t('pages.start.try')}
        </button>
        <button type="submit" data-really disabled={isPending}>
          {t('pages.start.do')}
        </button>
        <span className="help grow">{t('pages.start.help')}</span>
      </div>
    </form>
  )
}

interface FieldsProps {
  readonly typed: TypedSync
  readonly problems: readonly StartProblem[]
  readonly set: (part: Partial<TypedSync>) => void
}

function Fields({ typed, problems, set }: FieldsProps) {
  const isWrong = problems.some(({ field }) => field === 'daysToDueDate')
  return (
    <>
      <AddressField
        value={typed.addresses}
        problem={problems.find(({ field }) => field === 'addresses')}
        onChange={(addresses) => set({ addresses })}
      />
      <Tick
        label={t('pages.start.below')}
        help={t('pages.start.belowHelp')}
        isOn={typed.includeDescendants}
        onChange={(includeDescendants) => set({ includeDescendants })}
      />
      <div className="pair">
        <TextField
          label={t('pages.start.days')}
          help={t('pages.start.daysHelp')}
          problem={isWrong ? t('pages.start.daysWrong') : undefined}
          value={typed.daysToDueDate}
          onChange={(daysToDueDate) => set({ daysToDueDate })}
          input={{ inputMode: 'numeric', maxLength: 4 }}
        />
        <TextField
          label={t('pages.start.for')}
          help={t('pages.start.forHelp')}
          value={typed.requestedBy}
          onChange={(requestedBy) => set({ requestedBy })}
          input={{ maxLength: 200 }}
        />
      </div>
    </>
  )
}

interface AddressFieldProps {
  readonly value: string
  readonly problem: StartProblem | undefined
  readonly onChange: (value: string) => void
}

function AddressField({ value, problem, onChange }: AddressFieldProps) {
  const id = useId()
  const count = addressesIn(value).length
  return (
    <div className="field">
      <label className="label" htmlFor={id}>
        {t('pages.start.addresses')}
      </label>
      <textarea
        id={id}
        className="mono addresses"
        rows={4}
        value={value}
        spellCheck={false}
        placeholder="https://example.atlassian.net/wiki/spaces/ENG/pages/101/Plan"
        aria-invalid={problem !== undefined}
        aria-describedby={`${id}-help`}
        onChange={(event) => onChange(event.target.value)}
      />
      {problem ? (
        <span id={`${id}-help`} className="error-text" role="alert">
          {problemText(problem)}
        </span>
      ) : (
        <span id={`${id}-help`} className="help">
          {count === 0 ? t('pages.start.addressesHelp') : t('pages.start.counted', { count })}
        </span>
      )}
    </div>
  )
}

function problemText({ why, text = '' }: StartProblem): string {
  if (why === 'no-address') return t('pages.start.noAddress', { text })
  return why === 'none' ? t('pages.start.none') : t('pages.start.tooMany', { count: MOST_ADDRESSES })
}
