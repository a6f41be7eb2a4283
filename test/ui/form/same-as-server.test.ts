import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { projectRoot } from '../../../server/shared/project-root.ts'
import { compareWithServer } from './check-documents.ts'
import { shippedOperations } from './operations.ts'

const folder = join(projectRoot, 'openapi')
const files = readdirSync(folder).filter((file) => /^[a-z0-9-]+\.json$/.test(file))

describe('generated inputs', () => {
  it.each(files)(
    'of %s stay as they are, and are judged as the server judges them',
    { timeout: 30_000 },
    (file) => {
      const operations = shippedOperations(
        file.replace('.json', ''),
        readFileSync(join(folder, file), 'utf8'),
      )
      const { wrong, accepted, refused } = compareWithServer(operations, 4)

      expect(wrong.slice(0, 5)).toEqual([])
      expect(accepted).toBeGreaterThan(operations.length)
      expect(refused).toBeGreaterThan(operations.length / 2)
    },
  )
})
