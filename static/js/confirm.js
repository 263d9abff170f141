// A form or submit button with data-confirm="question" asks before it is sent. Leave nothing to it alone:
// what cannot be undone has a page of its own that asks.
(() => {
  const agreed = new WeakSet()

  document.addEventListener('submit', (event) => {
    const form = event.target
    const question = event.submitter?.dataset.confirm || form.dataset.confirm
    if (!question || agreed.has(form)) return
    if (window.confirm(question)) {
      agreed.add(form)
      return
    }
    event.preventDefault()
    event.stopImmediatePropagation()
  }, true)
})()
