const SECRET_PART =
  /token|secret|passw|passphrase|apikey|accesskey|privatekey|signingkey|encryptionkey|authorization|credential|signature|cookie|bearer|jwt|sessionid|clientassertion/
const SECRET_WHOLE: ReadonlySet<string> = new Set(['auth', 'pass', 'pwd', 'pin', 'otp', 'sig', 'sid'])

/** Judges the name of a header, parameter or field; rather one too many than one too few. */
export function isSecretName(name: string): boolean {
  const plain = name.toLowerCase().replaceAll(/[^a-z0-9]/g, '')
  return SECRET_WHOLE.has(plain) || SECRET_PART.test(plain)
}

// An OAuth code is as good as the token it is exchanged for. In bodies these words mean harmless things.
const SECRET_IN_QUERY: ReadonlySet<string> = new Set(['code', 'key'])

export function isSecretParameter(name: string): boolean {
  return isSecretName(name) || SECRET_IN_QUERY.has(name.toLowerCase())
}
