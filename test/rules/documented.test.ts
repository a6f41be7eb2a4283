import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { Env } from '../../server/config/env.schema.ts'
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
