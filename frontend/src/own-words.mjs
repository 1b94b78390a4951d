// Keeps what is typed in this browser until the portal has it, so that nothing goes with a tab or a browser that is killed.
// IndexedDB, because Chromium writes localStorage to the disk only after seconds. Locked with a key that stands in the pages of the
// person who signed in: whoever else uses this computer finds nothing they can read. The rules are in docs/drafts.md.
const LASTS = 7 * 24 * 3600 * 1000
const STORE = 'words'
let opening = null

const answer = asked => new Promise((resolve, reject) => { asked.onsuccess = () => resolve(asked.result); asked.onerror = () => reject(asked.error) })
function database () {
  const asked = indexedDB.open('iro-words', 1)
  asked.onupgradeneeded = () => asked.result.createObjectStore(STORE, { keyPath: 'id' })
  return answer(asked).then(db => { db.onclose = db.onversionchange = () => { db.close(); opening = null }; return db })
}
function change (what) {
  opening ??= database().catch(e => { opening = null; throw e })
  return opening.then(db => new Promise((resolve, reject) => {
    const t = db.transaction(STORE, 'readwrite', { durability: 'strict' })
    const asked = what(t.objectStore(STORE))
    t.oncomplete = () => resolve(asked?.result)
    t.onabort = t.onerror = () => reject(t.error)
  }))
}

const page = document.querySelector('[data-own-words]')
// over plain HTTP there is no cryptography in a browser, and where it stores nothing there is nothing to do
const able = Boolean(window.indexedDB && window.crypto?.subtle && navigator.locks)
let keys = null // the one of today, then those of before the portal's own key was replaced
const locks = () => (keys ??= Promise.all(page.dataset.locks.split(' ').map(one => crypto.subtle.importKey('raw', Uint8Array.from(atob(one), c => c.charCodeAt(0)), 'AES-GCM', false, ['encrypt', 'decrypt']))))
async function unlocked ({ iv, locked }) {
  for (const key of await locks()) {
    try { return JSON.parse(new TextDecoder().decode(await crypto.subtle.decrypt({ name: 'AES-GCM', iv }, key, locked))) } catch { /* the next one */ }
  }
  return null
}
const inUse = id => `iro-words ${id}` // held by the page that writes: only what no page holds any more is brought back

export function ownWords (form) {
  if (!page || !able) return null
  const id = crypto.randomUUID()
  let wanted
  let running = null
  let works = true
  navigator.locks.request(inUse(id), () => new Promise(() => {})).catch(() => {})

  async function write (fields) {
    const words = { page: location.pathname + location.search, to: new URL(form.getAttribute('action') || '', location.href).pathname, fields }
    const iv = crypto.getRandomValues(new Uint8Array(12))
    const locked = await crypto.subtle.encrypt({ name: 'AES-GCM', iv }, (await locks())[0], new TextEncoder().encode(JSON.stringify(words)))
    await change(s => s.put({ id, who: page.dataset.who, at: Date.now(), iv, locked }))
  }
  async function run () {
    while (wanted !== undefined) {
      const now = wanted; wanted = undefined
      try { await (now ? write(now()) : change(s => s.delete(id))); works = true } catch { works = false }
    }
  }
  const next = what => { wanted = what; running ??= run().finally(() => { running = null }) }
  const fields = data => [...data].filter(([name, value]) => typeof value === 'string' && name !== 'csrfmiddlewaretoken')
  return {
    works: () => works,
    typed: body => next(() => fields(body())), // read when it is written: the newest words
    sent: data => { const now = fields(data); next(() => now) }, // the portal says afterwards whether it had them
    forget: () => { next(null); return running }
  }
}

// On every page: what no open page holds goes to the portal, which shows it like a draft. What is old, or somebody else's, goes.
export async function bringBack () {
  if (!able) return
  const found = await change(s => s.getAll()).catch(() => [])
  for (const one of found) {
    if (Date.now() - one.at > LASTS || (page && one.who !== page.dataset.who)) await change(s => s.delete(one.id))
    else if (page) await navigator.locks.request(inUse(one.id), { ifAvailable: true }, free => free && bring(one))
  }
}

async function bring (one) {
  const words = await unlocked(one)
  if (!words) return // locked with a key that this page has not, as while servers are given a new one in turn
  const data = new FormData()
  for (const [name, value] of words.fields) data.append(name, value)
  data.set('draft_brought', '1'); data.set('draft_sent_to', words.to)
  let r
  try { r = await fetch(page.dataset.keep, { method: 'POST', body: data, headers: { Accept: 'application/json' }, redirect: 'manual' }) } catch { return }
  if (!r.ok && r.status !== 403) return // tried again on the next page
  await change(s => s.delete(one.id))
  if (!r.ok || !(await r.json()).came_back) return
  const here = words.page === location.pathname + location.search
  if (here && !document.querySelector('.iro-unsaved, [data-touched]')) return location.replace(words.page)
  page.querySelector('p').textContent = 'Words that you typed before the browser was closed have come back.'
  page.hidden = false
}
