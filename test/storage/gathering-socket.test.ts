import { once } from 'node:events'
import { createServer, type AddressInfo } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { GatheringSocket } from '../../server/storage/gathering-socket.ts'

describe('GatheringSocket', () => {
  it('sends what one turn of the event loop writes as one piece', async () => {
    const pieces: string[] = []
    const server = createServer((peer) => peer.on('data', (piece) => pieces.push(piece.toString())))
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    const { port } = server.address() as AddressInfo
    const socket = new GatheringSocket()
    socket.connect(port, '127.0.0.1')
    await once(socket, 'connect')

    let writes = 0
    const writev = socket._writev?.bind(socket)
    socket._writev = (chunks, done) => {
      writes += 1
      writev?.(chunks, done)
    }
    socket.write('a')
    await Promise.resolve()
    socket.write(Buffer.from('b'))
    socket.write('63', 'hex')
    await sleep(20)
    await new Promise((resolve) => socket.write('d', resolve))
    await expect.poll(() => pieces).toEqual(['abc', 'd'])
    expect(writes).toBe(1)

    socket.destroy()
    server.close()
  })
})
