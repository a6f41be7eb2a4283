import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { Env } from '../../server/config/env.schema.ts'
import { ATLASSIAN_QUIRKS } from '../../server/sandbox/atlassian/index.ts'
import { CLICKUP_QUIRKS } from '../../server/sandbox/clickup/index.ts'
import { QUIRKS as CLOCKIFY_QUIRKS } from '../../server/sandbox/clockify/quirks.ts'
import { HUNTFLOW_QUIRKS } from '../../server/sandbox/huntflow/index.ts'
import { SLACK_QUIRKS } from '../../server/sandbox/slack/index.ts'
import { ERRORS } from '../../server/shared/errors.ts'
import { projectRoot } from '../../server/shared/project-root.ts'

const read = (file: string): string => readFileSync(join(projectRoot, file), 'utf8')

describe('every environment variable', () => {
  const names = Object.keys(Env.properties)

  it('is in .env.example, and nothing else is', () => {
    const listed = [...read('.env.example').matchAll(/^#?([A-Z][A-Z_]+)=/gm)].map((match) => match[1])

    expect(listed).toEqual(names)
  })

  it('is described', () => {
    for (const schema of Object.values(Env.properties))
      expect(schema).toHaveProperty('description', expect.stringMatching(/.{10,}/))
  })
})

describe('every error code', () => {
  it('is documented with its status, and every documented code exists', () => {
    const rows = [...read('docs/errors.md').matchAll(/^\| `([A-Z_]+)` \| (\d{3}) \|/gm)].map((match) => [
      match[1],
      Number(match[2]),
    ])

    expect(rows).toEqual(Object.entries(ERRORS).map(([code, { status }]) => [code, status]))
  })
})

describe('every switch of a fake service', () => {
  it('is documented with its default and its reason, and nothing else is', () => {
    const tables = read('docs/sandbox.md').split('| Switch | Default | Reason |\n').slice(1)
    const rows = tables.flatMap((table) =>
      [...(table.split('\n\n')[0] ?? '').matchAll(/^\| `(\w+)` \| `(.+?)` \| (.+) \|$/gm)].map((match) =>
        match.slice(1),
      ),
    )
    const all = [CLOCKIFY_QUIRKS, CLICKUP_QUIRKS, HUNTFLOW_QUIRKS, SLACK_QUIRKS, ATLASSIAN_QUIRKS]
    const switches = all.flatMap((quirks) =>
      Object.entries(quirks).map(([name, { value, reason }]) => [name, String(value), reason]),
    )

    expect(rows).toEqual(switches)
  })
})
