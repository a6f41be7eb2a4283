import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { createRoot } from 'react-dom/client'
import { App } from './app.tsx'
import { onSignedOut, Problem } from './api/client.ts'
import { sessionQuery } from './api/queries.ts'
import { keepTokenFresh } from './host/bridge.ts'
import { readPreference } from './host/preferences.ts'
import { applyTheme } from './host/theme.ts'
import { claimsOf, currentToken, takeTokenFromAddress } from './host/token.ts'
import { languageIn, setLanguage } from './i18n/index.ts'
import './styles/theme.css'
import './styles/kit.css'
import './styles/frame.css'

const RETRIES = 2

takeTokenFromAddress()
applyTheme()
keepTokenFresh()
const language =
  languageIn(claimsOf(currentToken()).language) ??
  languageIn(readPreference('language')) ??
  languageIn(navigator.language) ??
  'en'
// The page is usable in English even when its other texts cannot be loaded.
await setLanguage(language).catch(() => setLanguage('en'))

const queries = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 30_000,
      // A refusal stays one; a server that is away comes back.
      retry: (count, error) =>
        count < RETRIES && error instanceof Problem && (error.status === 0 || error.status >= 500),
    },
  },
})

onSignedOut(() => void queries.invalidateQueries({ queryKey: sessionQuery.queryKey }))

const root = document.querySelector('#root')
if (root === null) throw new Error('the page has no #root')
createRoot(root).render(
  <QueryClientProvider client={queries}>
    <App />
  </QueryClientProvider>,
)
