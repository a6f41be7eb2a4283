import { t } from '../../../i18n/index.ts'
import type { ToldChange } from './changes.ts'

/** `End 17:00 → 18:30`, one line for each. */
export function ChangeList({ changes }: { readonly changes: readonly ToldChange[] }) {
  return (
    <ul className="plain-list changes">
      {changes.map(({ field, label, before, after }) => (
        <li key={field}>
          <span className="change-label">{label}</span>{' '}
          {before !== undefined && (
            <>
              <del>{before}</del> <span aria-hidden="true">→</span>
              <span className="hidden-text">{t('time.changedTo')}</span>{' '}
            </>
          )}
          {after === undefined ? <em>{t('time.nothing')}</em> : <ins>{after}</ins>}
        </li>
      ))}
    </ul>
  )
}
