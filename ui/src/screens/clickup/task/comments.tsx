import type { TaskComment } from '../../../api/clickup-types.ts'
import { t } from '../../../i18n/index.ts'
import { Ago } from '../../../kit/ago.tsx'
import { Chip } from '../../../kit/chip.tsx'

export function Comments({ comments }: { readonly comments: readonly TaskComment[] }) {
  return (
    <section className="stack stack-tight" aria-labelledby="task-comments">
      <h3 id="task-comments">{t('clickup.task.comments', { count: comments.length })}</h3>
      <ul className="plain-list comments">
        {comments.map(({ id, author, writtenAt, text, resolved, replies }) => (
          <li key={id}>
            <div className="row">
              <strong>{author.name}</strong>
              <span className="help">
                <Ago at={writtenAt} />
              </span>
              {resolved && <Chip tone="good">{t('clickup.task.resolved')}</Chip>}
            </div>
            <p className="said">{text}</p>
            {replies > 0 && <p className="help">{t('clickup.task.replies', { count: replies })}</p>}
          </li>
        ))}
      </ul>
    </section>
  )
}
