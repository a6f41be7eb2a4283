// Runs in each page before its own scripts, so that times are those of the page and not of the driver; the driver reads `pageClock`.
const QUIET_MS = 120

let keyAt = 0
let drawnAt = 0
let bytesAt = 0
let nodes = 0
let longTasks = []

const observer = new PerformanceObserver((list) => longTasks.push(...list.getEntries()))
observer.observe({ type: 'longtask' })
addEventListener('keydown', (event) => (keyAt = event.timeStamp), { capture: true })

const readBytes = Reflect.get(Response.prototype, 'arrayBuffer')
Response.prototype.arrayBuffer = async function timed() {
  const bytes = await readBytes.call(this)
  bytesAt = performance.now()
  return bytes
}

/** The moment at which the next frame is drawn: a message sent before a frame is drawn comes after it. */
function nextFrame() {
  return new Promise((resolve) => {
    requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel()
      port1.addEventListener('message', () => resolve(performance.now()), { once: true })
      port1.start()
      port2.postMessage(undefined)
    })
  })
}

/** The moment at which the first element of this kind is drawn. */
function drawn(selector) {
  return new Promise((resolve) => {
    const look = () => {
      if (!document.querySelector(selector)) return
      watch.disconnect()
      resolve(nextFrame())
    }
    const watch = new MutationObserver(look)
    watch.observe(document, { childList: true, subtree: true })
    look()
  })
}

const listDrawn = drawn('[role=listbox] [role=option]')

globalThis.pageClock = {
  /** How long the operation list took, and the scripts that were there by then. */
  async firstLoad() {
    const ms = await listDrawn
    const scripts = performance
      .getEntriesByType('resource')
      .filter(({ name, responseEnd }) => new URL(name).pathname.endsWith('.js') && responseEnd <= ms)
    return { ms, bytes: scripts.reduce((sum, { encodedBodySize }) => sum + encodedBodySize, 0) }
  },
  /** Before a key is pressed: what changes below the element counts until nothing does for a while. */
  watchKey(selector) {
    let changes = 0
    const onChange = () => {
      changes += 1
      void nextFrame().then((at) => (drawnAt = at))
    }
    const watch = new MutationObserver(onChange)
    const options = { childList: true, subtree: true, attributes: true, characterData: true }
    watch.observe(document.querySelector(selector), options)
    addEventListener('input', onChange, { capture: true, once: true })
    this.keyDrawn = async () => {
      let seen = -1
      while (seen !== changes) {
        seen = changes
        await new Promise((resolve) => setTimeout(resolve, QUIET_MS))
        await nextFrame()
      }
      watch.disconnect()
      return drawnAt - keyAt
    }
  },
  /** From now on. */
  watchBlocks() {
    observer.takeRecords()
    longTasks = []
    nodes = 0
    setInterval(() => (nodes = Math.max(nodes, document.getElementsByTagName('*').length)), 50)
  },
  blocks() {
    longTasks.push(...observer.takeRecords())
    return { longestMs: Math.max(0, ...longTasks.map(({ duration }) => duration)), nodes }
  },
  /** Before a call is sent. */
  watchTable() {
    const tableDrawn = drawn('[role=grid] [role=gridcell]')
    this.tableDrawn = async () => (await tableDrawn) - bytesAt
  },
}
