import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { projectRoot } from '../../../server/shared/project-root.ts'
import type { OperationDetail } from '../../../ui/src/api/types.ts'
import { bodyShape, chosenMedia, mediaKindOf } from '../../../ui/src/form/body.ts'
import { compareWithServer } from './check-documents.ts'
import { uncovered } from './coverage.tsx'
import { operationsOf } from './operations.ts'

const folder = join(projectRoot, '../shared/vendor')
const files = existsSync(folder)
  ? readdirSync(folder).filter((file) => /openapi.*\.json$/.test(file) && !file.startsWith('clockify'))
  : []
if (files.length === 0) console.warn(`SKIPPED: the vendors' documents are not at ${folder}`)

/** Some documents describe the parts of a multipart body as something else than an object: such a body cannot be sent. */
function canBeSent({ requestBody }: OperationDetail): boolean {
  const media = requestBody === null ? undefined : chosenMedia(requestBody)
  if (requestBody === null || media === undefined) return true
  return mediaKindOf(media.contentType) !== 'multipart' || bodyShape(requestBody).kind === 'object'
}

describe.skipIf(files.length === 0).each(files.length === 0 ? ['none'] : files)(
  'every form of %s',
  (file) => {
    const operations =
      files.length === 0 ? [] : operationsOf(readFileSync(join(folder, file), 'utf8'), 'vendor')

    it('has a control for each parameter and each property of the body', { timeout: 30_000 }, () => {
      expect(operations.flatMap(({ detail }) => uncovered(detail))).toEqual([])
    })

    it('keeps generated inputs and judges them as the server does', { timeout: 30_000 }, () => {
      const { wrong } = compareWithServer(
        operations.filter(({ detail }) => canBeSent(detail)),
        1,
      )

      expect(wrong.slice(0, 5)).toEqual([])
    })
  },
)
