import type { LookupAddress } from 'node:dns'
import { lookup } from 'node:dns/promises'
import { isIP, type LookupFunction, type Socket } from 'node:net'
import { callbackify } from 'node:util'
import { buildConnector } from 'undici'
import { isPublicAddress } from './address-guard.ts'
import type { EgressPolicy } from './allowed-hosts.ts'

/** All addresses of a host name; tests put their own in place. */
export type Resolve = (hostname: string) => Promise<readonly LookupAddress[]>

interface GuardedConnectorDeps {
  readonly policy: Pick<EgressPolicy, 'isListedOrigin'>
  readonly connectTimeoutMs: number
  readonly resolve?: Resolve | undefined
  /** Opens sockets with the given lookup; undici's own by default. */
  readonly openWith?: (lookup: LookupFunction) => buildConnector.connector
}

class BlockedAddressError extends Error {
  readonly code = 'BLOCKED_ADDRESS'

  constructor(hostname: string) {
    super(`${hostname} has no public address`)
    this.name = 'BlockedAddressError'
  }
}

/**
 * Connects to public addresses only, except for listed origins. Checked three times, because Node skips
 * the lookup for literal addresses and because a name may resolve differently a moment later.
 */
export function createGuardedConnector(deps: GuardedConnectorDeps): buildConnector.connector {
  const resolve = deps.resolve ?? resolveAll
  const openWith = deps.openWith ?? ((lookup) => buildConnector({ timeout: deps.connectTimeoutMs, lookup }))
  const openAny = openWith(createLookup(resolve, () => true))
  const openPublic = openWith(createLookup(resolve, isPublicAddress))

  return (options, callback) => {
    if (deps.policy.isListedOrigin(originOf(options))) {
      openAny(options, callback)
      return
    }
    const { hostname } = options
    if (isIP(hostname) !== 0 && !isPublicAddress(hostname)) {
      callback(new BlockedAddressError(hostname), null)
      return
    }
    openPublic(options, (...[error, socket]) => {
      if (error !== null) callback(error, null)
      else admitSocket(socket, hostname, callback)
    })
  }
}

function admitSocket(socket: Socket, hostname: string, callback: buildConnector.Callback): void {
  if (socket.remoteAddress !== undefined && isPublicAddress(socket.remoteAddress)) {
    callback(null, socket)
    return
  }
  socket.destroy()
  callback(new BlockedAddressError(hostname), null)
}

/** The socket connects to exactly the addresses that this lookup lets through: there is no second resolution. */
export function createLookup(resolve: Resolve, accepts: (ip: string) => boolean): LookupFunction {
  const findAccepted = callbackify((hostname: string) => resolveAccepted(hostname, resolve, accepts))
  return (hostname, options, callback) => {
    findAccepted(hostname, (error, accepted) => {
      if (error !== null) callback(error, '')
      else if (options.all === true) callback(null, [...accepted])
      else callback(null, accepted[0].address, accepted[0].family)
    })
  }
}

async function resolveAccepted(
  hostname: string,
  resolve: Resolve,
  accepts: (ip: string) => boolean,
): Promise<readonly [LookupAddress, ...LookupAddress[]]> {
  const [first, ...others] = (await resolve(hostname)).filter((entry) => accepts(entry.address))
  if (first === undefined) throw new BlockedAddressError(hostname)
  return [first, ...others]
}

function originOf(options: buildConnector.Options): string {
  return `${options.protocol}//${options.host ?? options.hostname}`
}

const resolveAll: Resolve = (hostname) => lookup(hostname, { all: true, order: 'verbatim' })
