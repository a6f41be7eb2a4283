import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { projectRoot } from '../../../server/shared/project-root.ts'
import { checkInput, startingInput } from '../../../ui/src/form/index.ts'
import { uncovered } from './coverage.tsx'
import { shippedOperations } from './operations.ts'

const folder = join(projectRoot, 'openapi')
const files = readdirSync(folder).filter((file) => /^[a-z0-9-]+\.json$/.test(file))

describe.each(files)('every form of %s', (file) => {
  const operations = shippedOperations(file.replace('.json', ''), readFileSync(join(folder, file), 'utf8'))

  it('is there', () => {
    expect(operations.length).toBeGreaterThan(10)
  })

  it('has a control for each parameter and each property of the body', () => {
    expect(operations.flatMap(({ detail }) => uncovered(detail))).toEqual([])
  })

  it('begins with nothing wrong but what is required', () => {
    const wrong = operations.flatMap(({ detail }) =>
      checkInput(detail, startingInput(detail)).filter(({ message }) => message !== 'Is required.'),
    )

    expect(wrong).toEqual([])
  })
})
