import { useId, useState, type FormEvent } from 'react'
import type { DecisionInput, Transfer } from '../../../api/transfer-types.ts'
import { t } from '../../../i18n/index.ts'
import { Failure } from '../../../kit/states.tsx'
import { TextField } from '../../../kit/text-field.tsx'
import { Comparison } from './duplicates.tsx'
import { useTransferChange } from './transfer-actions.tsx'

type Action = DecisionInput['action']

const ACTIONS: readonly Action[] = ['adopt', 'retry', 'abandon']

interface DecideProps {
  readonly transfer: Transfer
  readonly mayDecide: boolean
}

/** What nobody but a person can find out. */
export function Decide({ transfer, mayDecide }: DecideProps) {
  return (
    <section className="card stack decide" aria-labelledby="transfer-decide">
      <h3 id="transfer-decide">{t('transfers.decide')}</h3>
      <p>{t('transfers.decideHelp')}</p>
      {transfer.possibleDuplicates.length > 0 && <Comparison transfer={transfer} />}
      {mayDecide ? (
        <DecisionForm transfer={transfer} />
      ) : (
        <p className="notice">{t('transfers.decideAdmins')}</p>
      )}
    </section>
  )
}

function DecisionForm({ transfer }: { readonly transfer: Transfer }) {
  const id = useId()
  const decide = useTransferChange(transfer.id)
  const [action, setAction] = useState<Action>()
  const [applicantId, setApplicantId] = useState('')
  const [isTried, setTried] = useState(false)
  const isWrongId = action === 'adopt' && !/^[1-9]\d{0,14}$/.test(applicantId.trim())
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    setTried(true)
    if (action === undefined || isWrongId) return
    decide.mutate(action === 'adopt' ? { action, applicantId: applicantId.trim() } : { action })
  }
  return (
    <form className="stack" noValidate onSubmit={submit}>
      <fieldset className="ticks">
        <legend className="label">{t('transfers.decide.how')}</legend>
        {ACTIONS.map((each) => (
          <label key={each} className="tick">
            <input
              type="radio"
              name={`${id}-action`}
              checked={action === each}
              onChange={() => setAction(each)}
            />
            <span>
              {t(`transfers.decide.${each}`)}
              <span className="help">{t(`transfers.decide.${each}Help`)}</span>
            </span>
          </label>
        ))}
      </fieldset>
      {action === 'adopt' && (
        <AdoptedField
          transfer={transfer}
          value={applicantId}
          isWrong={isTried && isWrongId}
          onChange={setApplicantId}
        />
      )}
      {isTried && action === undefined && (
        <p className="error-text" role="alert">
          {t('transfers.decide.missing')}
        </p>
      )}
      {decide.error && <Failure error={decide.error} />}
      <div className="row">
        <button type="submit" className="primary" disabled={decide.isPending}>
          {t('transfers.decide.do')}
        </button>
      </div>
    </form>
  )
}

interface AdoptedFieldProps {
  readonly transfer: Transfer
  readonly value: string
  readonly isWrong: boolean
  readonly onChange: (id: string) => void
}

/** One of those that were found, or any other by its number. */
function AdoptedField({ transfer, value, isWrong, onChange }: AdoptedFieldProps) {
  return (
    <>
      {transfer.possibleDuplicates.length > 0 && (
        <div className="row">
          {transfer.possibleDuplicates.map(({ applicantId, name }) => (
            <button
              key={applicantId}
              type="button"
              aria-pressed={value === applicantId}
              onClick={() => onChange(applicantId)}
            >
              {name === null ? applicantId : `${name} (${applicantId})`}
            </button>
          ))}
        </div>
      )}
      <TextField
        label={t('transfers.decide.applicant')}
        help={t('transfers.decide.applicantHelp')}
        problem={isWrong ? t('transfers.decide.applicantWrong') : undefined}
        value={value}
        onChange={onChange}
        input={{ inputMode: 'numeric', className: 'mono' }}
      />
    </>
  )
}
