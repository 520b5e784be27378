// Sixteen browsers that watch the page, without the browsers: each takes what it is told as it comes, and comes back where it was.

const [base, count] = process.argv.slice(2);
let last = '';

async function watch() {
  const answer = await fetch(`${base}api/v1/events`, {
    headers: last === '' ? {} : { 'Last-Event-ID': last },
  });
  for await (const piece of answer.body.pipeThrough(new TextDecoderStream())) {
    last = /id: (\S+)/.exec(piece)?.[1] ?? last;
  }
}

async function keepWatching() {
  for (;;) {
    await watch().catch(() => {});
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
}

for (let reader = 0; reader < Number(count); reader += 1) void keepWatching();
