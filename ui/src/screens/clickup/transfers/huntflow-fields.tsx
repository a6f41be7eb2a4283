import { useId } from 'react'
import { Link } from 'wouter'
import type { Place } from '../../../api/clickup-types.ts'
import { t } from '../../../i18n/index.ts'
import { Failure } from '../../../kit/states.tsx'
import { useConnected } from '../clickup-queries.ts'
import { useHuntflowOptions } from './use-huntflow-options.ts'

export interface Chosen {
  readonly accountId: string
  readonly vacancyId: string
  /** Undefined where none is to be chosen. */
  readonly statusId?: string
}

interface HuntflowFieldsProps {
  readonly chosen: Chosen
  readonly isAccountMissing: boolean
  readonly set: (part: Partial<Chosen>) => void
}

/** Where applicants go: the organisation, and if wanted the vacancy and its stage. */
export function HuntflowFields({ chosen, isAccountMissing, set }: HuntflowFieldsProps) {
  const isConnected = useConnected('huntflow')
  const accounts = useHuntflowOptions(undefined, isConnected === true)
  const inAccount = useHuntflowOptions(chosen.accountId, chosen.accountId !== '')
  if (isConnected === false)
    return (
      <div className="notice">
        <p>{t('transfers.notConnected')}</p>
        <Link href="/settings/connections" className="button">
          {t('transfers.toConnections')}
        </Link>
      </div>
    )
  const { vacancies, statuses } = inAccount.data ?? {}
  const failed = [accounts, inAccount].find(({ error, isFetching }) => error && !isFetching)
  return (
    <>
      <OptionField
        name="account"
        value={chosen.accountId}
        places={accounts.data?.accounts}
        isWaited={accounts.isFetching}
        problem={isAccountMissing ? t('transfers.account.missing') : undefined}
        onChange={(accountId) => set({ accountId, vacancyId: '', ...noStage(chosen) })}
      />
      <OptionField
        name="vacancy"
        value={chosen.vacancyId}
        places={vacancies}
        isWaited={inAccount.isFetching}
        onChange={(vacancyId) => set({ vacancyId, ...(vacancyId === '' ? noStage(chosen) : {}) })}
      />
      {chosen.statusId !== undefined && (
        <OptionField
          name="stage"
          value={chosen.statusId}
          places={chosen.vacancyId === '' ? undefined : statuses}
          isWaited={inAccount.isFetching}
          onChange={(statusId) => set({ statusId })}
        />
      )}
      {failed && <Failure error={failed.error} retry={() => void failed.refetch()} />}
    </>
  )
}

function noStage({ statusId }: Chosen): Partial<Chosen> {
  return statusId === undefined ? {} : { statusId: '' }
}

interface OptionFieldProps {
  readonly name: 'account' | 'vacancy' | 'stage'
  readonly value: string
  /** Undefined while there is nothing to choose from. */
  readonly places: readonly Place[] | undefined
  readonly isWaited: boolean
  readonly problem?: string | undefined
  readonly onChange: (id: string) => void
}

function OptionField({ name, value, places, isWaited, problem, onChange }: OptionFieldProps) {
  const id = useId()
  const isLoading = places === undefined && isWaited
  return (
    <div className="field">
      <label className="label" htmlFor={id}>
        {t(`transfers.${name}`)}
      </label>
      <select
        id={id}
        value={value}
        disabled={places === undefined}
        aria-busy={isLoading}
        aria-invalid={problem !== undefined}
        aria-describedby={`${id}-help`}
        onChange={(event) => onChange(event.target.value)}
      >
        <option value="">{isLoading ? t('state.loading') : t(`transfers.${name}.none`)}</option>
        {places?.map((place) => (
          <option key={place.id} value={place.id}>
            {place.name}
          </option>
        ))}
      </select>
      <span id={`${id}-help`} className={problem === undefined ? 'help' : 'error-text'}>
        {problem ?? t(`transfers.${name}.help`)}
      </span>
    </div>
  )
}
