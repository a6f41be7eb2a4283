import type { CallAnswer } from '../../../api/types.ts'
import { formatMs, t } from '../../../i18n/index.ts'
import { Chip } from '../../../kit/chip.tsx'
import { sizeOf, statusTextOf, toneOf, truncationTextOf } from './facts.ts'
import { formatBytes } from './format-bytes.ts'

/** How it went, in one line; and below, what is not as asked. */
export function StatusLine({ answer }: { readonly answer: CallAnswer }) {
  const { status, durationMs, attempts, pages, truncated, inexact, bodyText } = answer
  const size = sizeOf(answer)
  return (
    <>
      <div className="row" role="status">
        <Chip tone={toneOf(status)}>
          <strong>
            {status} {t(statusTextOf(status))}
          </strong>
        </Chip>
        <span className="faint">{formatMs(durationMs)}</span>
        {size !== undefined && <span className="faint">{formatBytes(size)}</span>}
        {attempts > pages && <Chip tone="warn">{t('answer.attempts', { count: attempts })}</Chip>}
        {pages > 1 && <Chip>{t('answer.pages', { count: pages })}</Chip>}
      </div>
      {truncated && (
        <div className="notice notice-warn">
          <p>{t(truncationTextOf(truncated.reason), { page: truncated.page })}</p>
          <p className="help">{truncated.detail}</p>
        </div>
      )}
      {inexact && (
        <p className="notice notice-warn">
          {bodyText === null ? t('answer.inexact') : t('answer.inexactWithText')}
        </p>
      )}
    </>
  )
}
