import type { OpenAPI } from 'openapi-types'
import { isObject } from '../../shared/json.ts'
import { messageOf } from '../../shared/errors.ts'
import type { ApiDocument } from './document.ts'

const MAX_PROBLEMS = 20

interface DocumentReport {
  readonly problems: readonly string[]
}

/** Strict validation as a report: real vendors' documents fail it and are usable all the same. */
export async function inspectDocument(document: ApiDocument): Promise<DocumentReport> {
  // The validator changes what it is given, and would read files and addresses that a reference names. A structured clone takes thrice as long.
  const copy: unknown = JSON.parse(JSON.stringify(document.root))
  if (!isOpenApi(copy)) return { problems: ['/openapi: the version is missing'] }
  try {
    // Loaded for an import only: every start would pay 50 ms and 10 MB for it.
    const { default: SwaggerParser } = await import('@apidevtools/swagger-parser')
    await SwaggerParser.validate(copy, {
      resolve: { external: false },
      // Else it resolves all references once more after the verdict, for those who want the document.
      dereference: { circular: 'ignore' },
    })
    return { problems: [] }
  } catch (error) {
    return {
      problems: messageOf(error)
        .split('\n')
        .map((line) => line.trim())
        .filter(Boolean)
        .slice(0, MAX_PROBLEMS),
    }
  }
}

function isOpenApi(value: unknown): value is OpenAPI.Document {
  return isObject(value) && 'openapi' in value
}
