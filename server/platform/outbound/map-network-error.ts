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

// System errors and undici's own, except for arguments that undici refuses: those are our mistake.
const NETWORK_CODE = /^(E[A-Z]+|UND_ERR_(?!INVALID_ARG)\w+)$/

/** What is no failure of the network is returned as it is. Messages of sockets name addresses, so they stay in the cause. */
export function mapNetworkError(service: string, error: unknown): unknown {
  // The parser's error carries the bytes it stumbled over; only its message is kept.
  if (error instanceof errors.HTTPParserError) {
    return new UpstreamError({ service, kind: 'unreadable', cause: messageOf(error) })
  }
  const code = codeOf(error) ?? ''
  if (UNREADABLE_CODE.test(code)) return new UpstreamError({ service, kind: 'unreadable', cause: error })
  const reason = reasonOf(code)
  return reason === undefined
    ? error
    : new UpstreamError({ service, kind: 'unavailable', reason, cause: error })
}

function reasonOf(code: string): UnavailableReason | undefined {
  if (Object.hasOwn(REASONS, code)) return REASONS[code]
  if (TLS_CODE.test(code)) return 'tls'
  return NETWORK_CODE.test(code) ? 'network' : undefined
}
