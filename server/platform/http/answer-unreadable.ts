import type { Socket } from 'node:net'
import { AppError, codeOf } from '../../shared/errors.ts'
import { newId } from '../../shared/ids.ts'
import { problemOf } from './problem.ts'

/** What never became a request is answered on the bare connection, in the same form as every other failure. */
export function answerUnreadable(error: Error, socket: Socket): void {
  if (codeOf(error) === 'ECONNRESET' || !socket.writable) {
    socket.destroy()
    return
  }
  const requestId = newId()
  const problem = problemOf(failureOf(codeOf(error)), requestId)
  const body = JSON.stringify(problem)
  socket.end(
    [
      `HTTP/1.1 ${problem.status} ${problem.title}`,
      'Content-Type: application/problem+json',
      `Content-Length: ${Buffer.byteLength(body)}`,
      `X-Request-ID: ${requestId}`,
      'Connection: close',
      '',
      body,
    ].join('\r\n'),
  )
}

function failureOf(code: string | undefined): AppError {
  if (code === 'HPE_HEADER_OVERFLOW')
    return new AppError('HEADERS_TOO_LARGE', 'Path and headers are too long together; shorten them.')
  if (code === 'ERR_HTTP_REQUEST_TIMEOUT')
    return new AppError('TOO_SLOW', 'The request did not arrive whole in time; send it again.')
  return new AppError('BAD_REQUEST', 'These bytes are no HTTP request that can be read.')
}
