import type { ReactNode } from 'react'
import type { Transfer } from '../../../api/transfer-types.ts'
import { t } from '../../../i18n/index.ts'
import { Chip } from '../../../kit/chip.tsx'
import { pageOf, titleOf } from './transfer-words.tsx'

/** The applicant beside those who may be the same person. */
export function Duplicates({ transfer }: { readonly transfer: Transfer }) {
  return (
    <section className="card stack" aria-labelledby="transfer-duplicates">
      <h3 id="transfer-duplicates">{t('transfers.duplicates')}</h3>
      <p className="help">{t('transfers.duplicatesHelp')}</p>
      <Comparison transfer={transfer} />
    </section>
  )
}

export function Comparison({ transfer }: { readonly transfer: Transfer }) {
  const { applicantId, applicantUrl, possibleDuplicates } = transfer
  return (
    <div className="card-table-box">
      <table className="card-table" aria-label={t('transfers.duplicates')}>
        <thead>
          <tr>
            <th scope="col">{t('transfers.compare.who')}</th>
            <th scope="col">{t('transfers.compare.name')}</th>
            <th scope="col">{t('transfers.column.applicant')}</th>
          </tr>
        </thead>
        <tbody>
          <tr>
            <td>
              <Chip tone="good">{t('transfers.compare.task')}</Chip>
            </td>
            <td data-label={t('transfers.compare.name')}>{titleOf(transfer)}</td>
            <td data-label={t('transfers.column.applicant')}>
              <Applicant id={applicantId} url={applicantUrl ?? undefined} />
            </td>
          </tr>
          {possibleDuplicates.map(({ applicantId: id, name }) => (
            <tr key={id}>
              <td>
                <Chip tone="warn">{t('transfers.compare.maybe')}</Chip>
              </td>
              <td data-label={t('transfers.compare.name')}>{name ?? t('transfers.compare.hidden')}</td>
              <td data-label={t('transfers.column.applicant')}>
                <Applicant id={id} url={pageOf(transfer, id)} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

interface ApplicantProps {
  readonly id: string | null
  readonly url: string | undefined
}

function Applicant({ id, url }: ApplicantProps): ReactNode {
  if (id === null) return <span className="faint">{t('transfers.compare.none')}</span>
  if (url === undefined) return <span className="mono">{id}</span>
  return (
    <a className="mono" href={url} target="_blank" rel="noreferrer">
      {id}
    </a>
  )
}
