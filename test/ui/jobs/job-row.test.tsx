import { renderToString } from 'react-dom/server'
import { describe, expect, it, vi } from 'vitest'
import type { Job } from '../../../ui/src/api/types.ts'
import { JobRow } from '../../../ui/src/screens/jobs/job-row.tsx'

const JOB: Job = {
  id: '01',
  name: 'bootstrap.walk',
  status: 'running',
  attempts: 1,
  maxAttempts: 5,
  runAt: '2026-11-26T15:00:00.000Z',
  progress: { requests: 120, expected: 414 },
  error: null,
  createdAt: '2026-11-26T14:00:00.000Z',
  finishedAt: null,
}

function textOf(job: Partial<Job>): string {
  const row = { ref: vi.fn(), 'data-index': 0, 'aria-rowindex': 2 }
  const html = renderToString(
    <table>
      <tbody>
        <JobRow job={{ ...JOB, ...job }} row={row} onOpen={vi.fn()} />
      </tbody>
    </table>,
  )
  return html.replaceAll('<!-- -->', '')
}

describe('JobRow', () => {
  it('says in words what runs, how often it was tried and how far it is', () => {
    const html = textOf({})
    expect(html).toContain('Read the workspace')
    expect(html).toContain('Running')
    expect(html).toContain('1 of 5')
    expect(html).toMatch(/<progress value="120" max="414" aria-label="Progress">/)
    expect(html).toContain('120 of 414')
    expect(html).toContain('dateTime="2026-11-26T14:00:00.000Z"')
  })

  it('tells when a waiting job runs next, and why it failed before', () => {
    const html = textOf({ status: 'ready', progress: null, error: 'answered <b>500</b>' })
    expect(html).toContain('Next run:')
    expect(html).toContain('dateTime="2026-11-26T15:00:00.000Z"')
    expect(html).toContain('answered &lt;b&gt;500&lt;/b&gt;')
    expect(html).not.toContain('<progress')
  })

  it('calls a kind without words by its name', () => {
    expect(textOf({ name: 'page-tasks.sync' })).toContain('page-tasks.sync</button>')
  })
})
