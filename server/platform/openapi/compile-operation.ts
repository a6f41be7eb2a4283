import { createValidator, type DocumentValidator } from './create-validator.ts'
import type { ApiDocument } from './document.ts'
import type { Operation } from './operation.ts'
import type { Direction } from './to-json-schema.ts'

/** An operation with its validators; each is compiled when it is first asked for. */
export interface CompiledOperation {
  readonly operation: Operation
  readonly request: DocumentValidator
  readonly response: DocumentValidator
}

export interface Compiler {
  compile(operation: Operation): CompiledOperation
}

/** Keeps one validator per document and direction for as long as the document lives. */
export function createCompiler(): Compiler {
  const kept = {
    request: new WeakMap<ApiDocument, DocumentValidator>(),
    response: new WeakMap<ApiDocument, DocumentValidator>(),
  }

  function validatorOf(document: ApiDocument, direction: Direction): DocumentValidator {
    const known = kept[direction].get(document)
    if (known !== undefined) return known
    const validator = createValidator(document, direction)
    kept[direction].set(document, validator)
    return validator
  }

  return {
    compile: (operation) => ({
      operation,
      get request() {
        return validatorOf(operation.document, 'request')
      },
      get response() {
        return validatorOf(operation.document, 'response')
      },
    }),
  }
}
