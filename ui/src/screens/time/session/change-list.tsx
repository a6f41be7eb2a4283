import { t } from '../../../i18n/index.ts'
import { Icon } from '../../../kit/icon.tsx'
import type { ToldChange } from './changes.ts'

/** `End 17:00 → 18:30`, one line for each. */
export function ChangeList({ changes }: { readonly changes: readonly ToldChange[] }) {
  // Of a new session there is nothing to compare: in as few lines as there is room for.
  const isNew = changes.every(({ before }) => before === undefined)
  return (
    <ul className={isNew ? 'plain-list changes changes-new' : 'plain-list changes'}>
      {changes.map(({ field, label, before, after }) => (
        <li key={field}>
          <span className="change-label">{label}</span>{' '}
          {before !== undefined && (
            <>
              <del>{before}</del> <Icon name="right" />
              <span className="hidden-text">{t('time.changedTo')}</span>{' '}
            </>
          )}
          {after === undefined ? <em>{t('time.nothing')}</em> : <ins>{after}</ins>}
        </li>
      ))}
    </ul>
  )
}
