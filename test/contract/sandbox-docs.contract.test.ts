import { readFileSync } from 'node:fs'
import { join } from 'node:path'

import { describe, expect, it } from 'vitest'

import { CLICKUP_QUIRKS } from '../../server/sandbox/clickup/index.ts'
import { QUIRKS } from '../../server/sandbox/clockify/index.ts'
import { projectRoot } from '../../server/shared/project-root.ts'

describe('docs/sandbox.md', () => {
  it.each([
    ['Clockify', QUIRKS],
    ['ClickUp', CLICKUP_QUIRKS],
  ])('lists every switch of %s with its default and reason', (_name, quirks) => {
    const page = readFileSync(join(projectRoot, 'docs', 'sandbox.md'), 'utf8')

    const missing = Object.entries<{ readonly value: unknown; readonly reason: string }>(quirks)
      .map(([name, quirk]) => `| \`${name}\` | \`${String(quirk.value)}\` | ${quirk.reason} |`)
      .filter((line) => !page.includes(line))

    expect(missing).toEqual([])
  })
})
