import { Link } from 'wouter'
import { t } from '../../../i18n/index.ts'
import { useSearchParts } from '../../../kit/search-parts.ts'
import { ReplyLog } from './reply-log.tsx'
import { Rules } from './rules.tsx'

const VIEWS = [
  ['rules', '/clickup/replies'],
  ['log', '/clickup/replies?view=log'],
] as const

/** Answers that are written by themselves, by rules. */
export function Replies() {
  const [search] = useSearchParts()
  const here = search.get('view') === 'log' ? 'log' : 'rules'
  return (
    <>
      <nav className="switch" aria-label={t('replies.views')}>
        {VIEWS.map(([view, href]) => (
          <Link key={view} href={href} className="button" aria-current={view === here ? 'page' : undefined}>
            {t(`replies.view.${view}`)}
          </Link>
        ))}
      </nav>
      {here === 'log' ? <ReplyLog /> : <Rules />}
    </>
  )
}
