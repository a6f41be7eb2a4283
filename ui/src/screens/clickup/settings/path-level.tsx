import type { ReactNode } from 'react'
import { useId } from 'react'
import type { Place } from '../../../api/clickup-types.ts'
import { t } from '../../../i18n/index.ts'
import { Failure } from '../../../kit/states.tsx'
import type { PathPart } from './settings-input.ts'

interface PathLevelProps {
  readonly part: PathPart
  readonly value: string | null
  /** What is chosen, where its name is known before the choices are. */
  readonly knownName: string | null
  readonly choices: Choices
  /** In place of "choose …". */
  readonly none?: string
  readonly problem?: string | undefined
  readonly onChoose: (id: string | null) => void
}

export interface Choices {
  /** Undefined while the level above has no choice, or the choices are on their way. */
  readonly places: readonly Place[] | undefined
  /** Whether they are being asked for. */
  readonly isLoading: boolean
  readonly error: unknown
  readonly retry: () => void
}

/** One level of the way to a list. */
export function PathLevel(props: PathLevelProps) {
  const { part, value, choices, none, problem, onChoose } = props
  const id = useId()
  const isReady = choices.places !== undefined
  return (
    <div className="field">
      <label className="label" htmlFor={id}>
        {t(`clickup.path.${part}`)}
      </label>
      <select
        id={id}
        value={value ?? ''}
        disabled={!isReady}
        aria-busy={choices.isLoading}
        aria-invalid={problem !== undefined}
        aria-describedby={`${id}-help`}
        onChange={(event) => onChoose(event.target.value || null)}
      >
        <option value="">{isReady ? (none ?? t(`clickup.path.${part}.choose`)) : waitText(choices)}</option>
        <Known {...props} />
        {choices.places?.map(({ id: each, name }) => (
          <option key={each} value={each}>
            {name}
          </option>
        ))}
      </select>
      <span id={`${id}-help`} className={problem === undefined ? 'help' : 'error-text'} role="status">
        {problem ?? helpOf(props)}
      </span>
      {choices.error ? <Failure error={choices.error} retry={choices.retry} /> : null}
    </div>
  )
}

/** What is chosen stays shown while the choices are loading, and where they have lost it. */
function Known({ value, knownName, choices }: PathLevelProps): ReactNode {
  if (value === null || choices.places?.some(({ id }) => id === value)) return null
  return <option value={value}>{knownName ?? value}</option>
}

function waitText({ isLoading }: Choices): string {
  return isLoading ? t('state.loading') : '–'
}

function helpOf({ part, choices, value }: PathLevelProps): string {
  if (choices.isLoading) return t('state.loading')
  if (choices.error) return ''
  if (choices.places === undefined) return value === null ? t(`clickup.path.${part}.wait`) : ''
  if (choices.places.length > 0) return ''
  return part === 'folderId' ? t('clickup.path.folderId.none') : t(`clickup.path.${part}.none`)
}
