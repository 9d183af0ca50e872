package dev.halfway.web.transaction;

import dev.halfway.transaction.Customers;
import dev.halfway.web.access.AuditName;
import dev.halfway.web.input.Name;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Customers as the systems for points and carts know them. Anybody has none of either at first. */
@Path("transaction/customers/{customer}")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "transaction")
public class CustomersResource {

  @Inject private Customers customers;

  /** Points and cart. */
  @GET
  public CustomerView customer(@PathParam("customer") @Name String customer) {
    return CustomerView.of(customers.find(customer));
  }

  /** Fills the cart. */
  @PUT
  @Path("cart/{item}")
  @RolesAllowed("operator")
  @Consumes(MediaType.APPLICATION_JSON)
  @SecurityRequirement(name = "basic")
  public CustomerView putIntoCart(
      @PathParam("customer") @Name String customer,
      @PathParam("item") @Name String item,
      @NotNull @Valid CartRequest request,
      @Context HttpServletRequest http) {
    customers.putIntoCart(customer, item, request.quantity(), AuditName.of(http));
    return customer(customer);
  }
}
