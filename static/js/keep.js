// A form with data-keep="key" keeps its typed text in this browser until it was sent and answered.
(() => {
  const TYPED = 'textarea, input[type="text"], input[type="url"], input:not([type])'
  const name = (form) => `kept:${form.dataset.keep}`

  const read = (form) => {
    try {
      return JSON.parse(localStorage.getItem(name(form))) || {}
    } catch {
      return {}
    }
  }

  const restore = (form) => {
    const kept = read(form)
    let some = false
    for (const field of form.querySelectorAll(TYPED)) {
      const text = kept[field.name]
      // What the server sent back after a failed check is newer than what was kept.
      if (text && text !== field.value && field.value === field.defaultValue && !form.hasAttribute('data-sent-back')) {
        field.value = text
        some = true
      }
    }
    const note = form.querySelector('[data-kept-note]')
    if (note) note.hidden = !some
  }

  document.addEventListener('input', (event) => {
    const form = event.target.closest('form[data-keep]')
    if (!form || !event.target.matches(TYPED)) return
    const kept = read(form)
    kept[event.target.name] = event.target.value
    try {
      localStorage.setItem(name(form), JSON.stringify(kept))
    } catch {
      // A full or forbidden store loses nothing that the page itself holds.
    }
  })

  document.addEventListener('click', (event) => {
    const button = event.target.closest('[data-keep-drop]')
    if (!button) return
    const form = button.closest('form')
    localStorage.removeItem(name(form))
    form.reset()
    const note = form.querySelector('[data-kept-note]')
    if (note) note.hidden = true
  })

  // The page that follows a successful sending names what may now be forgotten.
  for (const done of document.querySelectorAll('[data-kept-done]')) {
    localStorage.removeItem(`kept:${done.dataset.keptDone}`)
  }
  document.querySelectorAll('form[data-keep]').forEach(restore)
})()
