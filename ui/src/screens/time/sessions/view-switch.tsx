import { Link } from 'wouter'
import { t } from '../../../i18n/index.ts'
import { hrefWith } from '../../../kit/search-parts.ts'

interface ViewSwitchProps {
  readonly search: URLSearchParams
  readonly isTimeline: boolean
}

export function ViewSwitch({ search, isTimeline }: ViewSwitchProps) {
  const links = [
    { text: t('time.view.table'), view: undefined, isHere: !isTimeline },
    { text: t('time.view.timeline'), view: 'timeline', isHere: isTimeline },
  ]
  return (
    <nav className="switch" aria-label={t('time.view')}>
      {links.map(({ text, view, isHere }) => (
        <Link
          key={text}
          href={hrefWith('/time', search, { view, session: undefined })}
          className="button"
          aria-current={isHere ? 'page' : undefined}
        >
          {text}
        </Link>
      ))}
    </nav>
  )
}
