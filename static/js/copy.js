// A button with data-copy="#id" copies that element's text or value and says so in its own label.
(() => {
  document.addEventListener('click', async (event) => {
    const button = event.target.closest('[data-copy]')
    const source = button && document.querySelector(button.dataset.copy)
    if (!source) return
    try {
      await navigator.clipboard.writeText(source.value ?? source.textContent.trim())
    } catch {
      // Without permission, the text is selected and the keyboard can copy it.
      source.select ? source.select() : getSelection().selectAllChildren(source)
      return
    }
    const label = button.querySelector('[data-copy-label]') || button
    const before = label.textContent
    label.textContent = button.dataset.copied || before
    setTimeout(() => { label.textContent = before }, 2000)
  })
})()
