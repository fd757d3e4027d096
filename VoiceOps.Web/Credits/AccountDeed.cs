using Microsoft.AspNetCore.Components;
using MudBlazor;
using VoiceOps.Voice.Credits;
using VoiceOps.Voice.Pricing.Versions;
using VoiceOps.Web.Credits.Accounts;
using VoiceOps.Web.Pricing;
using VoiceOps.Web.Shared;

namespace VoiceOps.Web.Credits;

/// <summary>
/// A dialog in which an operator does something about an account: signed, looked at before it is done, and done once however often it is clicked.
/// </summary>
public abstract class AccountDeed : ComponentBase
{
    private readonly string _key = CreditDesk.NewKey();

    /// <summary>Null for an account that is not there yet.</summary>
    [Parameter]
    public AccountLine? Line { get; set; }

    [CascadingParameter]
    protected IMudDialogInstance Dialog { get; set; } = null!;

    [Inject]
    protected CreditDesk Desk { get; set; } = null!;

    [Inject]
    private ISnackbar Snackbar { get; set; } = null!;

    [Inject]
    private ILoggerFactory Loggers { get; set; } = null!;

    protected SignatureForm Signed { get; } = new();

    protected SignatureFields? Signer { get; set; }

    protected bool IsSaving { get; private set; }

    /// <summary>What was refused, in words.</summary>
    protected string? Refusal { get; set; }

    protected string Key => _key;

    protected Signature Signature => Signed.Signature;

    /// <summary>What the deed says when it is done.</summary>
    protected async Task SaveAsync(Func<Task<(string? Problem, string Done, object? Result)>> save)
    {
        if (IsSaving)
        {
            return;
        }

        IsSaving = true;
        try
        {
            (Refusal, var done, var result) = await save();
            if (Refusal is null)
            {
                await (Signer?.RememberAsync() ?? Task.CompletedTask);
                Snackbar.Add(done, Severity.Success);
                Dialog.Close(DialogResult.Ok(result));
            }
        }
        catch (Exception exception)
        {
            Loggers.CreateLogger(GetType()).DeedFailed(exception);
            Refusal = $"It could not be done: {exception.Message}";
        }
        finally
        {
            IsSaving = false;
        }
    }
}
