import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { projectRoot } from '../../server/shared/project-root.ts'

const document: unknown = JSON.parse(readFileSync(join(projectRoot, 'openapi/platform.json'), 'utf8'))

/** Where a property of a schema says nothing of itself. */
function silentProperties(value: unknown, place = ''): readonly string[] {
  if (typeof value !== 'object' || value === null) return []
  const { properties } = value as { properties?: Record<string, { description?: string }> }
  const silent = Object.entries(properties ?? {})
    .filter(([, schema]) => !schema.description)
    .map(([name]) => `${place}/${name}`)
  return [
    ...silent,
    ...Object.entries(value).flatMap(([key, child]: [string, unknown]) =>
      silentProperties(child, `${place}/${key}`),
    ),
  ]
}

describe('the document of our own routes', () => {
  it('describes every property of every body and answer', () => {
    expect(silentProperties(document)).toEqual([])
  })
})
