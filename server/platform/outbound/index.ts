// Every call to another service leaves through here: only to allowed hosts, at checked addresses, within
// a time and a size. Redirects are answers and are never followed. Writes are sent exactly once,
// unless the request itself says that it may be repeated.
// No header, query value or body ever reaches a log line or an error message.
export { createEgressPolicy, type EgressPolicy, type HostRule } from './allowed-hosts.ts'
export { isPublicAddress } from './address-guard.ts'
export { startDeadline } from './deadline.ts'
export { fileForm } from './file-form.ts'
export { createHttpClient, type HttpClientDeps } from './http-client.ts'
export type { HttpClient, HttpMethod, HttpRequest, HttpResponse } from './http-message.ts'
export { isOutcomeUnknown, LookLater } from './outcome-unknown.ts'
export type { OutboundEvent } from './report-call.ts'
export { readJson, requireSuccess } from './require-success.ts'
export { parseRetryAfter } from './retry-after.ts'
export { sendWithRetry, systemSleep, type RetriedResponse, type RetryDeps, type Sleep } from './retry.ts'
export { redactBody, redactHeaders, redactUrl } from './redact.ts'
export { redactText } from './redact-text.ts'
export { createShares, type Shares } from './shares.ts'
export { failureOf, toAppError, UpstreamError, type UnavailableReason } from './upstream-error.ts'
