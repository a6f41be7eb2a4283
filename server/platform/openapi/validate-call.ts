import { pointerOf } from '../../shared/json-pointer.ts'
import { valueAt } from '../../shared/json.ts'
import type { JsonObject } from '../../shared/json.ts'
import type { Violation } from '../../shared/errors.ts'
import type { CompiledOperation } from './compile-operation.ts'
import { validateBody } from './validate-body.ts'
import { validateParameters } from './validate-parameters.ts'

export interface CallInput {
  readonly path?: JsonObject | undefined
  readonly query?: JsonObject | undefined
  readonly headers?: JsonObject | undefined
  readonly body?: unknown
}

/** What will be sent: checked, and in the types of the document. */
export interface CallValues {
  readonly path: JsonObject
  readonly query: JsonObject
  readonly headers: JsonObject
  readonly body: unknown
  readonly contentType: string | undefined
}

interface CheckedCall {
  readonly violations: readonly Violation[]
  readonly values: CallValues
}

/** Headers that carry credentials or belong to the connection; a document cannot hand them to the caller. */
const OWN_HEADERS = new Set(
  [
    'authorization proxy-authorization cookie set-cookie host content-length content-type',
    'transfer-encoding connection upgrade te trailer expect keep-alive proxy-connection',
    'x-addon-token x-api-key x-marketplace-token x-forwarded-for x-forwarded-host forwarded',
  ].flatMap((line) => line.split(' ')),
)

/**
 * Every violation of a call at once, before anything is sent.
 * `fixed` are the values that follow from the credentials, such as workspaceId: the caller may repeat but not change them.
 */
export function validateCall(
  compiled: CompiledOperation,
  input: CallInput,
  fixed: Readonly<Record<string, string>> = {},
): CheckedCall {
  const path = withFixed(compiled, { in: 'path', given: input.path ?? {} }, fixed)
  const query = withFixed(compiled, { in: 'query', given: input.query ?? {} }, fixed)
  const headers = withoutOwnHeaders(input.headers ?? {})
  const checked = {
    path: validateParameters(compiled, 'path', path.given),
    query: validateParameters(compiled, 'query', query.given),
    headers: validateParameters(compiled, 'header', headers.given),
    body: validateBody(compiled, input.body),
  }
  return {
    violations: [
      ...path.violations,
      ...checked.path.violations,
      ...query.violations,
      ...checked.query.violations,
      ...headers.violations,
      ...checked.headers.violations,
      ...checked.body.violations,
    ],
    values: {
      path: checked.path.values,
      query: checked.query.values,
      headers: checked.headers.values,
      body: input.body,
      contentType: checked.body.contentType,
    },
  }
}

interface Given {
  readonly given: JsonObject
  readonly violations: readonly Violation[]
}

function withFixed(
  compiled: CompiledOperation,
  part: { in: 'path' | 'query'; given: JsonObject },
  fixed: Readonly<Record<string, string>>,
): Given {
  const names = compiled.operation.parameters
    .filter((parameter) => parameter.in === part.in && Object.hasOwn(fixed, parameter.name))
    .map(({ name }) => name)
  const violations = names
    .filter((name) => (valueAt(part.given, name) ?? fixed[name]) !== fixed[name])
    .map((name) => ({
      in: part.in,
      pointer: pointerOf([name]),
      message: 'is set by your credentials and cannot be another; leave it out',
    }))
  return {
    given: { ...part.given, ...Object.fromEntries(names.map((name) => [name, fixed[name]])) },
    violations,
  }
}

function withoutOwnHeaders(given: JsonObject): Given {
  const names = Object.keys(given).filter((name) => OWN_HEADERS.has(name.toLowerCase()))
  return {
    given: Object.fromEntries(Object.entries(given).filter(([name]) => !names.includes(name))),
    violations: names.map((name) => ({
      in: 'header',
      pointer: pointerOf([name]),
      message: 'is set by the server; leave it out',
    })),
  }
}
