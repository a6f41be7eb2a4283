import { exportPKCS8, exportSPKI, generateKeyPair } from 'jose'

export interface SandboxKeys {
  readonly privateKeyPem: string
  readonly publicKeyPem: string
}

/** The platform's signing key of one sandbox. Making one takes a moment: several sandboxes may share it. */
export async function generateSandboxKeys(): Promise<SandboxKeys> {
  const pair = await generateKeyPair('RS256', { modulusLength: 2048, extractable: true })
  return { privateKeyPem: await exportPKCS8(pair.privateKey), publicKeyPem: await exportSPKI(pair.publicKey) }
}
