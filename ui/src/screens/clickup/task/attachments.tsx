import type { TaskAttachment } from '../../../api/clickup-types.ts'
import { t } from '../../../i18n/index.ts'
import { Ago } from '../../../kit/ago.tsx'
import { formatSize } from '../words.tsx'

export function Attachments({ attachments }: { readonly attachments: readonly TaskAttachment[] }) {
  return (
    <section className="stack stack-tight" aria-labelledby="task-attachments">
      <h3 id="task-attachments">{t('clickup.task.attachments', { count: attachments.length })}</h3>
      {attachments.length > 0 && (
        <ul className="plain-list">
          {attachments.map(({ id, title, url, extension, mimeType, size, addedAt }) => (
            <li key={id} className="attachment">
              {/* Only what is a web address: anything else would run in this page. */}
              {/^https?:\/\//.test(url) ? (
                <a href={url} target="_blank" rel="noreferrer">
                  {title}
                </a>
              ) : (
                title
              )}
              <div className="help">
                {[extension.toUpperCase() || mimeType, size === null ? '' : formatSize(size)]
                  .filter((part) => part !== '')
                  .join(' · ')}
                {' · '}
                <Ago at={addedAt} />
              </div>
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}
