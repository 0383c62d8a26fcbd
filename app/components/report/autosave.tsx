import { useEffect, useRef, useState } from 'react'
import { SavedNote } from '#app/components/notices.tsx'
import { explanationName } from '#app/domain/report/section.ts'
import { type TemplateItem, isPrepared } from '#app/domain/report/template.ts'

const waitMs = 1500

/**
 * Saves what was typed 1.5 seconds after the last key and on leaving a field, without taking the
 * cursor. Only changed fields go, each only when it can be read, one request at a time; whatever
 * happens to it, the words stay where they were typed. Without scripts it is the hidden field that
 * says what the page has seen.
 */
export function Autosave(props: {
  /** Where the page sends what was typed. */
  action: string
  items: readonly TemplateItem[]
  seen: number
}) {
  const { action, items, seen } = props
  const marker = useRef<HTMLInputElement>(null)
  const [note, setNote] = useState('')

  useEffect(() => {
    const form = marker.current?.form
    if (!form) return
    const names = new Set(items.flatMap(({ itemCode }) => [itemCode, explanationName(itemCode)]))
    const dirty = new Map<string, string>()
    let timer: ReturnType<typeof setTimeout> | undefined
    let isBusy = false
    let isOver = false

    async function save() {
      clearTimeout(timer)
      if (isBusy || isOver || dirty.size === 0) return
      isBusy = true
      const isReadable = await readerOf(items).catch(() => () => true)
      const sent = [...dirty].filter(([name, text]) => isReadable(name, text))
      if (sent.length === 0) {
        isBusy = false
        return setNote(unread)
      }
      const reply = await send(action, sent, marker.current?.value ?? '0')
      isBusy = false
      if (isOver) return
      if (reply.outcome !== 'saved') {
        isOver = reply.outcome !== 'lost'
        return setNote(troubles[reply.outcome])
      }
      if (marker.current) marker.current.value = String(reply.seen)
      for (const [name, text] of sent) if (dirty.get(name) === text) dirty.delete(name)
      const rest = [...dirty]
      const isStuck = rest.some(([name, text]) => !isReadable(name, text))
      setNote(`Saved ${timeOf(reply.savedAt)}${isStuck ? `. ${unread}` : ''}`)
      if (rest.length > 0 && !isStuck) await save()
    }

    const typed = ({ target }: { target: EventTarget | null }) => {
      if (!isText(target) || !names.has(target.name)) return
      dirty.set(target.name, target.value)
      clearTimeout(timer)
      timer = setTimeout(() => void save(), waitMs)
    }
    const left = (event: FocusEvent) => {
      // Whoever leaves for a button is about to send everything.
      if (!(event.relatedTarget instanceof HTMLButtonElement)) void save()
    }
    const sending = () => clearTimeout(timer)
    form.addEventListener('input', typed)
    form.addEventListener('focusout', left)
    form.addEventListener('submit', sending)
    // Whoever is quick types before this script has come.
    for (const target of form.elements) {
      if (isText(target) && target.value !== target.defaultValue) typed({ target })
    }
    return () => {
      isOver = true
      clearTimeout(timer)
      form.removeEventListener('input', typed)
      form.removeEventListener('focusout', left)
      form.removeEventListener('submit', sending)
    }
  }, [action, items, seen])

  return (
    <>
      <input type="hidden" name="seen" defaultValue={seen} key={seen} ref={marker} />
      <SavedNote>{note}</SavedNote>
    </>
  )
}

const isText = (target: unknown) =>
  target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement

type Reply =
  | { outcome: 'saved'; seen: number; savedAt: string }
  | { outcome: 'unreadable' | 'overtaken' | 'closed' | 'lost' }

const unread = 'One answer cannot be read yet, so it is not saved.'

const troubles = {
  unreadable: 'Not saved. Press Save to see why.',
  overtaken: 'Not saved: somebody else answered here too. Press Save to see both.',
  closed: 'Not saved: this section can no longer be changed.',
  lost: 'Not saved: the tracker did not answer. Your words are still here; go on, or press Save.',
}

async function send(action: string, fields: [string, string][], seen: string): Promise<Reply> {
  const body = new URLSearchParams(fields)
  body.set('seen', seen)
  body.set('idempotencyKey', crypto.randomUUID())
  try {
    const response = await fetch(action, { method: 'POST', body })
    const reply: unknown = await response.json()
    return isReply(reply) ? reply : { outcome: 'lost' }
  } catch {
    return { outcome: 'lost' }
  }
}

/** Anything else came from somewhere between here and the tracker, such as a sign-in page. */
function isReply(reply: unknown): reply is Reply {
  if (typeof reply !== 'object' || reply === null || !('outcome' in reply)) return false
  if (reply.outcome !== 'saved') return String(reply.outcome) in troubles
  return 'seen' in reply && 'savedAt' in reply && typeof reply.savedAt === 'string'
}

/** Tells which fields can be read; what reads them is fetched once somebody types. */
async function readerOf(items: readonly TemplateItem[]) {
  const { answer } = await import('#app/domain/report/answers.ts')
  return (name: string, text: string): boolean => {
    const item = items.find(({ itemCode }) => itemCode === name)
    return !item || !isPrepared(item) || answer(item).safeParse(text).success
  }
}

function timeOf(iso: string): string {
  const time = new Date(iso).toLocaleTimeString('en-US', { hour: 'numeric', minute: '2-digit' })
  return time.replace(/\sAM$/, ' a.m.').replace(/\sPM$/, ' p.m.')
}
