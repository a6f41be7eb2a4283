// Promises: RS256 by the platform's keys only, chosen by us and never by the token; a token of one kind passes as no other.
// Never: puts a token, or a part of one, into an error or a log line.
export { readClaimedWorkspace } from './claimed-workspace.ts'
export type { LifecycleClaims } from './claims.schemas.ts'
export { pinnedKeySource, remoteKeySource } from './key-source.ts'
export { hashToken, isKnownToken, isSameHash } from './known-token.ts'
export { readIssuedAt } from './read-issued-at.ts'
export { readKeySet } from './read-key-set.ts'
export {
  verifyInstallationToken,
  verifyLifecycleToken,
  verifyUserToken,
  verifyWebhookToken,
} from './token-kinds.ts'
export type { TokenDeps } from './verify-addon-token.ts'
