import { readFileSync } from 'node:fs'
import { join } from 'node:path'

import { describe, expect, it } from 'vitest'

import { QUIRKS } from '../../server/sandbox/clockify/index.ts'
import { projectRoot } from '../../server/shared/project-root.ts'

describe('docs/sandbox.md', () => {
  it('lists every switch with its default and reason', () => {
    const page = readFileSync(join(projectRoot, 'docs', 'sandbox.md'), 'utf8')

    const missing = Object.entries(QUIRKS)
      .map(([name, quirk]) => `| \`${name}\` | \`${String(quirk.value)}\` | ${quirk.reason} |`)
      .filter((line) => !page.includes(line))

    expect(missing).toEqual([])
  })
})
