import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify'
import { AppError, ERRORS, messageOf, type ErrorCode, type Violation } from '../../shared/errors.ts'
import { isDatabaseAway, isDiskFull } from '../../storage/database-away.ts'
import { toAppError as upstreamToAppError, UpstreamError } from '../outbound/index.ts'

interface Problem {
  readonly type: string
  readonly title: string
  readonly status: number
  readonly detail: string
  readonly code: ErrorCode
  readonly requestId: string
  readonly violations?: readonly Violation[]
}

const FRAMEWORK_CODES: Readonly<Record<string, { readonly code: ErrorCode; readonly detail: string }>> = {
  FST_ERR_CTP_BODY_TOO_LARGE: { code: 'TOO_LARGE', detail: 'The body is larger than this route takes.' },
  FST_ERR_CTP_INVALID_MEDIA_TYPE: {
    code: 'UNSUPPORTED_MEDIA_TYPE',
    detail: 'Send the body with Content-Type: application/json.',
  },
  FST_ERR_ROUTE_MISSING_CONTENT_TYPE: {
    code: 'UNSUPPORTED_MEDIA_TYPE',
    detail: 'This method needs a Content-Type: application/json.',
  },
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: {
    code: 'INVALID',
    detail: 'The body is not as long as Content-Length says.',
  },
  FST_ERR_BAD_URL: { code: 'INVALID', detail: 'The path is not a valid URL path.' },
  FST_STATIC_FORBIDDEN_PATH: { code: 'NOT_FOUND', detail: 'There is nothing at this path.' },
  FST_ERR_MAX_PARAM_LENGTH: { code: 'NOT_FOUND', detail: 'There is nothing at this path.' },
}

/** Any failure as one the caller may see; what we did not foresee becomes INTERNAL without its text. */
export function toAppError(error: unknown): AppError {
  if (error instanceof AppError) return error
  if (isDatabaseAway(error))
    return new AppError('NOT_READY', 'The database does not answer at the moment. Try again shortly.', {
      retryAfterSeconds: 2,
      cause: error,
    })
  if (isDiskFull(error))
    return new AppError(
      'NOT_READY',
      'The disk of the database is full. Nothing can be stored until somebody makes room.',
      {
        retryAfterSeconds: 30,
        cause: error,
      },
    )
  if (error instanceof UpstreamError) return upstreamToAppError(error)
  return fromFramework(error as Partial<FastifyError>)
}

function fromFramework(error: Partial<FastifyError>): AppError {
  const known = error.code === undefined ? undefined : FRAMEWORK_CODES[error.code]
  if (known) return new AppError(known.code, known.detail, { cause: error })
  if (error.validation) return fromValidation(error)
  return new AppError('INTERNAL', 'Something went wrong on our side. The request id finds it in the log.', {
    cause: error,
  })
}

function fromValidation(error: Partial<FastifyError>): AppError {
  const part = partOf(error.validationContext)
  const violations = (error.validation ?? []).map((entry) => ({
    in: part,
    pointer: entry.instancePath,
    message: entry.message ?? 'is invalid',
  }))
  const first = violations[0]
  const where = first
    ? `${first.in} ${first.pointer === '' ? '/' : first.pointer} ${first.message}`
    : 'see violations'
  return new AppError('INVALID', `The input does not fit: ${where}.`, { violations, cause: error })
}

function partOf(context: string | undefined): Violation['in'] {
  if (context === 'querystring') return 'query'
  if (context === 'params') return 'path'
  return context === 'headers' ? 'header' : 'body'
}

/** The one place that writes a failure. */
export function answerProblem(error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const failure = toAppError(error)
  if (failure.code === 'INTERNAL') request.log.error({ err: error }, 'request failed unexpectedly')
  else if (failure.status >= 500)
    request.log.warn(
      { code: failure.code, reason: messageOf(failure.cause ?? failure) },
      'request not served',
    )
  if (failure.retryAfterSeconds !== undefined)
    void reply.header('retry-after', String(failure.retryAfterSeconds))
  const problem = problemOf(failure, request.id)
  return reply.code(problem.status).type('application/problem+json').serializer(JSON.stringify).send(problem)
}

export function problemOf(failure: AppError, requestId: string): Problem {
  const { status, title } = ERRORS[failure.code]
  return {
    type: `https://switchyard.invalid/errors#${failure.code.toLowerCase().replaceAll('_', '-')}`,
    title,
    status,
    detail: failure.message,
    code: failure.code,
    requestId,
    ...(failure.violations.length > 0 ? { violations: failure.violations } : {}),
  }
}
