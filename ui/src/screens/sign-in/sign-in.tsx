import { useQueryClient } from '@tanstack/react-query'
import { useState, type FormEvent } from 'react'
import { api } from '../../api/client.ts'
import { sessionQuery } from '../../api/queries.ts'
import type { Session } from '../../api/types.ts'
import { setToken } from '../../host/token.ts'
import { isEmbedded } from '../../host/bridge.ts'
import { t } from '../../i18n/index.ts'
import { ScreenTitle } from '../../kit/screen-title.tsx'
import { Failure } from '../../kit/states.tsx'

interface SignInProps {
  /** Somebody was signed in until now. */
  readonly hasEnded: boolean
}

/** Outside Clockify: an API key is traded for a cookie. */
export function SignIn({ hasEnded }: SignInProps) {
  const queries = useQueryClient()
  const [apiKey, setApiKey] = useState('')
  const [error, setError] = useState<unknown>()
  const [isBusy, setIsBusy] = useState(false)

  async function signIn(event: FormEvent): Promise<void> {
    event.preventDefault()
    setIsBusy(true)
    setError(undefined)
    try {
      // A token that was refused must not stand in the cookie's way.
      setToken(undefined)
      const session = await api<Session>('/api/session', { method: 'POST', body: { apiKey: apiKey.trim() } })
      // It may be another workspace than before.
      queries.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== sessionQuery.queryKey[0] })
      queries.setQueryData(sessionQuery.queryKey, session)
    } catch (reason) {
      setError(reason)
    } finally {
      setIsBusy(false)
    }
  }

  return (
    <main className="lonely">
      <form className="card stack" onSubmit={(event) => void signIn(event)}>
        <ScreenTitle>{t('signIn.title')}</ScreenTitle>
        {isEmbedded() ? <p>{t('signIn.embedded')}</p> : hasEnded && <p>{t('signIn.ended')}</p>}
        <label className="field">
          <span className="label">{t('signIn.key')}</span>
          <input
            type="password"
            autoComplete="current-password"
            required
            value={apiKey}
            onChange={(event) => setApiKey(event.target.value)}
          />
          <span className="help">{t('signIn.help')}</span>
        </label>
        {error !== undefined && <Failure error={error} />}
        <button type="submit" className="primary" disabled={isBusy}>
          {isBusy ? t('signIn.busy') : t('signIn.do')}
        </button>
        <details>
          <summary>{t('signIn.howTitle')}</summary>
          <ol>
            <li>{t('signIn.how1')}</li>
            <li>
              <code>npm run cli -- workspace create --name NAME</code>
            </li>
            <li>{t('signIn.how2')}</li>
          </ol>
        </details>
      </form>
    </main>
  )
}
