import { useQueryClient } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { Link, useRoute } from 'wouter'
import { api } from './api/client.ts'
import { useLive } from './api/live.ts'
import { useSession } from './api/queries.ts'
import { isEmbedded } from './host/bridge.ts'
import { chooseLanguage } from './host/language.ts'
import { setTheme, useTheme } from './host/theme.ts'
import { currentToken } from './host/token.ts'
import { LANGUAGES, t, useLanguage, type Language, type TextKey } from './i18n/index.ts'
import { Chip } from './kit/chip.tsx'
import { Icon, type IconName } from './kit/icon.tsx'

interface Place {
  readonly path: string
  readonly pattern: string
  readonly icon: IconName
  readonly text: TextKey
}

const PLACES: readonly Place[] = [
  { path: '/', pattern: '/', icon: 'dashboard', text: 'nav.dashboard' },
  { path: '/studio', pattern: '/studio/*?', icon: 'studio', text: 'nav.studio' },
  { path: '/webhooks', pattern: '/webhooks', icon: 'webhooks', text: 'nav.webhooks' },
  { path: '/time', pattern: '/time/*?', icon: 'time', text: 'nav.time' },
  { path: '/clickup', pattern: '/clickup/*?', icon: 'clickup', text: 'nav.clickup' },
  { path: '/tasks', pattern: '/tasks/*?', icon: 'pushed', text: 'nav.tasks' },
  { path: '/pages', pattern: '/pages/*?', icon: 'pages', text: 'nav.pages' },
  { path: '/jobs', pattern: '/jobs', icon: 'jobs', text: 'nav.jobs' },
  { path: '/settings', pattern: '/settings/*?', icon: 'settings', text: 'nav.settings' },
]

/** What stands around every screen. */
export function Frame({ children }: { readonly children: ReactNode }) {
  return (
    <div className="frame">
      <a className="skip" href="#main">
        {t('nav.skip')}
      </a>
      <TopBar />
      <nav className="rail" aria-label={t('nav.main')}>
        {PLACES.map((place) => (
          <PlaceLink key={place.path} place={place} />
        ))}
      </nav>
      <main id="main" className="main" tabIndex={-1}>
        {children}
      </main>
    </div>
  )
}

function PlaceLink({ place }: { readonly place: Place }) {
  const [isHere] = useRoute(place.pattern)
  return (
    <Link href={place.path} className="rail-link" aria-current={isHere ? 'page' : undefined}>
      <Icon name={place.icon} />
      <span>{t(place.text)}</span>
    </Link>
  )
}

function TopBar() {
  const { workspace, addon, actor, environment } = useSession()
  const live = useLive()
  return (
    <header className="top">
      <span className="brand">
        <Icon name="brand" />
        <strong className="truncate">{workspace.name}</strong>
      </span>
      {addon && (
        <Chip tone={addon.status === 'ACTIVE' ? 'good' : 'warn'}>
          {addon.status === 'ACTIVE' ? t('addon.active') : t('addon.inactive')}
        </Chip>
      )}
      {environment !== null && (
        <Chip tone={environment === 'production' ? 'warn' : 'busy'}>{t(`environment.${environment}`)}</Chip>
      )}
      <Chip tone={live === 'off' ? 'warn' : 'plain'}>{t(`live.${live}`)}</Chip>
      <span className="grow" />
      <Chip>{t(`role.${actor.role}`)}</Chip>
      {!isEmbedded() && <OwnSwitches />}
    </header>
  )
}

/** Inside Clockify its token decides about these. */
function OwnSwitches() {
  const theme = useTheme()
  const language = useLanguage()
  const queries = useQueryClient()
  const signOut = async (): Promise<void> => {
    await api('/api/session', { method: 'DELETE' })
    queries.clear()
    location.reload()
  }
  return (
    <>
      <label>
        <span className="hidden-text">{t('language.label')}</span>
        <select
          className="plain"
          value={language}
          onChange={(event) => void chooseLanguage(event.target.value as Language)}
        >
          {LANGUAGES.map((each) => (
            <option key={each} value={each}>
              {each.toUpperCase()}
            </option>
          ))}
        </select>
      </label>
      <button
        type="button"
        className="icon-button"
        aria-label={theme === 'dark' ? t('theme.toLight') : t('theme.toDark')}
        onClick={() => setTheme(theme === 'dark' ? 'light' : 'dark')}
      >
        <Icon name={theme === 'dark' ? 'sun' : 'moon'} />
      </button>
      {currentToken() === undefined && (
        <button
          type="button"
          className="icon-button"
          aria-label={t('signIn.out')}
          onClick={() => void signOut()}
        >
          <Icon name="exit" />
        </button>
      )}
    </>
  )
}
