import type { LookupAddress } from 'node:dns'
import type { LookupFunction } from 'node:net'
import type { buildConnector } from 'undici'
import { describe, expect, it } from 'vitest'
import { createGuardedConnector, createLookup } from '../../../server/platform/outbound/guarded-connector.ts'
import { isPublicAddress } from '../../../server/platform/outbound/index.ts'

const PUBLIC: LookupAddress = { address: '93.184.215.14', family: 4 }
const PUBLIC_6: LookupAddress = { address: '2606:4700:4700::1111', family: 6 }
const PRIVATE: LookupAddress = { address: '10.0.0.7', family: 4 }
const LOOPBACK_6: LookupAddress = { address: '::1', family: 6 }
const MAPPED: LookupAddress = { address: '::ffff:127.0.0.1', family: 6 }

function lookUp(lookup: LookupFunction, all: boolean): Promise<unknown> {
  return new Promise((done, fail) => {
    lookup('api.clockify.me', { all }, (error, address, family) => {
      if (error) fail(error)
      else done(all ? address : { address, family })
    })
  })
}

/** Stands for undici's connector: looks up like Node does, then pretends to be connected to the last word on it. */
function fakeOpening(connectedTo?: string) {
  const opened: string[] = []
  const destroyed: string[] = []
  const openWith = (lookup: LookupFunction): buildConnector.connector => {
    return (options, callback) => {
      lookup(options.hostname, { all: false }, (error, found) => {
        if (error) return callback(error, null)
        const address = typeof found === 'string' ? found : 'a list'
        opened.push(address)
        const socket = {
          remoteAddress: connectedTo ?? address,
          destroy: () => destroyed.push(address),
        }
        return callback(null, socket as never)
      })
    }
  }
  return { opened, destroyed, openWith }
}

function connectTo(connector: buildConnector.connector, url: string): Promise<string | undefined> {
  const { hostname, host, protocol, port } = new URL(url)
  return new Promise((done, fail) => {
    connector({ hostname: hostname.replaceAll(/[[\]]/g, ''), host, protocol, port }, (error, socket) => {
      if (error) fail(error)
      else done(socket?.remoteAddress)
    })
  })
}

const policy = { isListedOrigin: (origin: string) => origin === 'http://intranet.test:8080' }

describe('createLookup', () => {
  it('keeps only the accepted ones of a mixed answer, in order', async () => {
    const lookup = createLookup(async () => [PRIVATE, PUBLIC, LOOPBACK_6, PUBLIC_6, MAPPED], isPublicAddress)

    expect(await lookUp(lookup, true)).toEqual([PUBLIC, PUBLIC_6])
    expect(await lookUp(lookup, false)).toEqual(PUBLIC)
  })

  it.each([[[PRIVATE]], [[LOOPBACK_6, MAPPED]], [[]]])(
    'refuses an answer without an accepted one: %j',
    async (found) => {
      const lookup = createLookup(async () => found, isPublicAddress)

      await expect(lookUp(lookup, true)).rejects.toMatchObject({ code: 'BLOCKED_ADDRESS' })
    },
  )

  it('hands on the failure of the resolver', async () => {
    const lookup = createLookup(async () => {
      throw Object.assign(new Error('no such name'), { code: 'ENOTFOUND' })
    }, isPublicAddress)

    await expect(lookUp(lookup, true)).rejects.toMatchObject({ code: 'ENOTFOUND' })
  })
})

describe('createGuardedConnector', () => {
  it('opens the address that was checked, resolving once per connection', async () => {
    const opening = fakeOpening()
    let resolutions = 0
    const resolve = async () => ((resolutions += 1) === 1 ? [PUBLIC] : [PRIVATE])
    const connector = createGuardedConnector({
      policy,
      connectTimeoutMs: 1000,
      resolve,
      openWith: opening.openWith,
    })

    const remote = await connectTo(connector, 'https://api.clockify.me/')

    expect([remote, resolutions, opening.opened]).toEqual([PUBLIC.address, 1, [PUBLIC.address]])
  })

  it('refuses a name that is rebound to a private address', async () => {
    const opening = fakeOpening()
    const answers = [[PUBLIC], [PRIVATE]]
    const resolve = async () => answers.shift() ?? []
    const connector = createGuardedConnector({
      policy,
      connectTimeoutMs: 1000,
      resolve,
      openWith: opening.openWith,
    })

    await connectTo(connector, 'https://api.clockify.me/')

    await expect(connectTo(connector, 'https://api.clockify.me/')).rejects.toMatchObject({
      code: 'BLOCKED_ADDRESS',
    })
    expect(opening.opened).toEqual([PUBLIC.address])
  })

  it.each(['http://127.0.0.1/', 'http://[::1]/', 'http://169.254.169.254/', 'http://[::ffff:7f00:1]/'])(
    'refuses the literal %s without opening anything',
    async (url) => {
      const opening = fakeOpening()
      const connector = createGuardedConnector({ policy, connectTimeoutMs: 1000, openWith: opening.openWith })

      await expect(connectTo(connector, url)).rejects.toMatchObject({ code: 'BLOCKED_ADDRESS' })
      expect(opening.opened).toEqual([])
    },
  )

  it.each(['127.0.0.1', '::ffff:10.0.0.1', ''])(
    'destroys a socket that ended up at %j',
    async (remoteAddress) => {
      const opening = fakeOpening(remoteAddress)
      const resolve = async () => [PUBLIC]
      const connector = createGuardedConnector({
        policy,
        connectTimeoutMs: 1000,
        resolve,
        openWith: opening.openWith,
      })

      await expect(connectTo(connector, 'https://api.clockify.me/')).rejects.toMatchObject({
        code: 'BLOCKED_ADDRESS',
      })
      expect(opening.destroyed).toEqual([PUBLIC.address])
    },
  )

  it('lets a listed origin be private, and no other port of it', async () => {
    const opening = fakeOpening()
    const resolve = async () => [PRIVATE]
    const connector = createGuardedConnector({
      policy,
      connectTimeoutMs: 1000,
      resolve,
      openWith: opening.openWith,
    })

    const remote = await connectTo(connector, 'http://intranet.test:8080/')

    expect(remote).toBe(PRIVATE.address)
    for (const url of [
      'http://intranet.test:8081/',
      'https://intranet.test:8080/',
      'http://intranet.test/',
    ]) {
      await expect(connectTo(connector, url)).rejects.toMatchObject({ code: 'BLOCKED_ADDRESS' })
    }
  })
})
