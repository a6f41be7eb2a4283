import { errors } from 'undici'
import { codeOf, messageOf } from '../../shared/errors.ts'
import { UpstreamError, type UnavailableReason } from './upstream-error.ts'

const REASONS: Readonly<Record<string, UnavailableReason>> = {
  DEADLINE: 'timeout',
  UND_ERR_CONNECT_TIMEOUT: 'timeout',
  UND_ERR_HEADERS_TIMEOUT: 'timeout',
  UND_ERR_BODY_TIMEOUT: 'timeout',
  ETIMEDOUT: 'timeout',
  ECONNREFUSED: 'refused',
  ECONNRESET: 'reset',
  ECONNABORTED: 'reset',
  EPIPE: 'reset',
  UND_ERR_SOCKET: 'reset',
  UND_ERR_RES_CONTENT_LENGTH_MISMATCH: 'reset',
  ERR_STREAM_PREMATURE_CLOSE: 'reset',
  ENOTFOUND: 'unresolved',
  EAI_AGAIN: 'unresolved',
  EAI_FAIL: 'unresolved',
  ENODATA: 'unresolved',
  BLOCKED_ADDRESS: 'blocked-address',
  TOO_LARGE: 'too-large',
  UND_ERR_HEADERS_OVERFLOW: 'too-large',
  HPE_HEADER_OVERFLOW: 'too-large',
  CLIENT_CLOSING: 'closed',
  UND_ERR_DESTROYED: 'closed',
  UND_ERR_CLOSED: 'closed',
}

// Broken compression and encodings that we did not ask for.
const UNREADABLE_CODE = /^(Z_|ERR_BROTLI|ERR__ERROR_|BROTLI|UNKNOWN_ENCODING$)/
const TLS_CODE =
  /^(ERR_TLS|ERR_SSL|CERT_|SELF_SIGNED|DEPTH_ZERO|UNABLE_TO_|EPROTO$|INVALID_CA|HOSTNAME_MISMATCH)/

/** The cause keeps the code for people who debug; messages of sockets name addresses, so they stay out of the text. */
export function mapNetworkError(service: string, error: unknown): UpstreamError {
  if (error instanceof UpstreamError) return error
  const code = codeOf(error) ?? ''
  const reason = REASONS[code]
  if (reason !== undefined) return new UpstreamError({ service, kind: 'unavailable', reason, cause: error })
  if (error instanceof errors.HTTPParserError || UNREADABLE_CODE.test(code))
    return new UpstreamError({ service, kind: 'unreadable', cause: error })
  if (TLS_CODE.test(code))
    return new UpstreamError({ service, kind: 'unavailable', reason: 'tls', cause: error })
  return new UpstreamError({ service, kind: 'unavailable', reason: 'network', cause: messageOf(error) })
}
