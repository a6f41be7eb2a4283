// Promises: what is sealed opens only with the operator's key, in its own workspace, for its own purpose.
// Never: logs a secret, or keeps an opened one.
export { checkKeys } from './check-keys.ts'
export { inspectKeys, type KeyState } from './inspect-keys.ts'
export { readKeyFile, readOrMakeKeyFile } from './key-file.ts'
export { type KeyRing } from './sealing.ts'
export { createVault, type Vault } from './vault.ts'
export { deleteWrappedKey, wrappedKeyOf } from './workspace-key.store.ts'
