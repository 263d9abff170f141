// [data-toggles="class"] gives its editor that class and takes it away again; Escape leaves the full screen.
(() => {
  const FULL = 'is-full'

  const set = (editor, name, on) => {
    editor.classList.toggle(name, on)
    if (name === FULL) document.documentElement.classList.toggle('is-writing', on)
    editor.querySelectorAll(`[data-toggles="${name}"]`).forEach((button) => button.setAttribute('aria-pressed', on))
  }

  document.addEventListener('click', (event) => {
    const button = event.target.closest('[data-toggles]')
    const editor = button?.closest('[data-editor]')
    if (editor) set(editor, button.dataset.toggles, !editor.classList.contains(button.dataset.toggles))
  })

  document.addEventListener('keydown', (event) => {
    const editor = event.key === 'Escape' && document.querySelector(`[data-editor].${FULL}`)
    if (editor) set(editor, FULL, false)
  })
})()
