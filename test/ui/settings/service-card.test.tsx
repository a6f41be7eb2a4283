import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { renderToString } from 'react-dom/server'
import { describe, expect, it } from 'vitest'
import type { ServiceConnection } from '../../../ui/src/api/types.ts'
import { ServiceCard } from '../../../ui/src/screens/settings/service-card.tsx'
import { SERVICES } from '../../../ui/src/screens/settings/services.ts'

const connection: ServiceConnection = {
  id: 'c1',
  connector: 'jira',
  label: 'Jira',
  baseUrl: 'https://acme.atlassian.net',
  status: 'ok',
  account: 'Ines Alder',
  lastError: null,
  testedAt: null,
  savedAt: '2026-11-20T08:00:00.000Z',
  warnings: [],
}

function cardOf(warnings: ServiceConnection['warnings']): string {
  const service = SERVICES.find(({ connector }) => connector === 'jira')
  if (service === undefined) throw new Error('there is no card of Jira')
  return renderToString(
    <QueryClientProvider client={new QueryClient()}>
      <ServiceCard service={service} connection={{ ...connection, warnings }} />
    </QueryClientProvider>,
  )
}

describe('the card of a service', () => {
  it('shows operations whose end was announced, and when', () => {
    const heardAt = '2026-11-21T12:00:00.000Z'
    const html = cardOf([
      { operation: 'GET /rest/api/3/search', heardAt, endsAt: '2027-03-01T12:00:00.000Z' },
      { operation: 'GET /rest/api/3/issue/{id}/watchers', heardAt, endsAt: null },
    ])

    expect(html).toContain('Jira has announced the end of operations that are used here. Update Switchyard')
    expect(html.match(/<li>/g)).toHaveLength(2)
    expect(html).toMatch(
      /GET \/rest\/api\/3\/search<\/code>.*ends [^<]*2027.*watchers<\/code>.*announced [^<]*2026/,
    )
  })

  it('says nothing of it where all is well', () => {
    expect(cardOf([])).not.toContain('notice')
  })
})
